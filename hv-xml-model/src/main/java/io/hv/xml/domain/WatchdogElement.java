package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** A watchdog. Not thread-safe. */
public final class WatchdogElement extends Element {

    /** The words of {@link #model}. */
    public enum Model implements Word {
        I6300ESB,
        IB700,
        DIAG288
    }

    /** The words of {@link #action}. */
    public enum Action implements Word {
        RESET,
        SHUTDOWN,
        POWEROFF,
        PAUSE,
        NONE,
        DUMP,
        INJECT_NMI
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <watchdog>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static WatchdogElement of(XmlDocument document) {
        return new WatchdogElement(Roots.of(document, io.hv.xml.wire.domain.Watchdog.class));
    }

    WatchdogElement(Place here) {
        super(here);
    }

    /** {@code model}, a {@link Model}. */
    public TextValue<Model> model() {
        return here.attribute("model", Form.words(Model.class));
    }

    /** What happens when the guest does not serve it in time. */
    public TextValue<Action> action() {
        return here.attribute("action", Form.words(Action.class));
    }

    /** By what libvirt names the device; a user's own begins with {@code ua-}. */
    public TextValue<String> alias() {
        return here.child("alias").only("name", Form.TEXT);
    }

    /** By which the guest names it, 0 to 4,294,967,295. */
    public NumberValue acpiIndex() {
        return here.child("acpi").onlyNumber("index", Numbers.decimal(0, Numbers.UINT));
    }

    /** Where it is on its bus, as written. */
    public AddressElement addressElement() {
        return new AddressElement(here.child("address"));
    }

    /** Where it is on its bus. */
    public Value<DeviceAddress> address() {
        return new AddressValue(here.child("address"));
    }
}
