package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** What the host has at the other end: all that names it. {@link CharacterSource} has what tells one from the other. Not thread-safe. */
public final class CharacterSourceElement extends Element {

    /** The words of {@link #mouseMode}. */
    public enum MouseMode implements Word {
        SERVER,
        CLIENT
    }

    CharacterSourceElement(Place here) {
        super(here);
    }

    /** {@code mode}. */
    public TextValue<String> mode() {
        return here.attribute("mode", Form.TEXT);
    }

    /** {@code path}. */
    public TextValue<String> path() {
        return here.attribute("path", Form.TEXT);
    }

    /** {@code host}. */
    public TextValue<String> host() {
        return here.attribute("host", Form.TEXT);
    }

    /** {@code service}. */
    public TextValue<String> service() {
        return here.attribute("service", Form.TEXT);
    }

    /** {@code channel}. */
    public TextValue<String> channel() {
        return here.attribute("channel", Form.TEXT);
    }

    /** {@code master}. */
    public TextValue<String> master() {
        return here.attribute("master", Form.TEXT);
    }

    /** {@code slave}. */
    public TextValue<String> slave() {
        return here.attribute("slave", Form.TEXT);
    }

    /** {@code append}, on or off. */
    public TextValue<Boolean> append() {
        return here.attribute("append", Form.ON_OFF);
    }

    /** {@code tls}, yes or no. */
    public TextValue<Boolean> tls() {
        return here.attribute("tls", Form.YES_NO);
    }

    /** Whether and when a lost connection is made again. */
    public ReconnectElement reconnect() {
        return new ReconnectElement(here.child("reconnect"));
    }

    /** Labels of the host's security models, one element each. */
    public Elements<DeviceSeclabelElement> seclabels() {
        return here.all("seclabel", DeviceSeclabelElement::new);
    }

    /** {@code <clipboard copypaste>}, yes or no. */
    public TextValue<Boolean> clipboardCopypaste() {
        return here.child("clipboard").only("copypaste", Form.YES_NO);
    }

    /** {@code <mouse mode>}, a {@link MouseMode}. */
    public TextValue<MouseMode> mouseMode() {
        return here.child("mouse").only("mode", Form.words(MouseMode.class));
    }
}
