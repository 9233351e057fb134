package io.hv.xml.domain;

/** How sound goes in, or out. Not thread-safe. */
public final class AudioStreamElement extends Element {

    AudioStreamElement(Place here) {
        super(here);
    }

    /** {@code mixingEngine}, yes or no. */
    public TextValue<Boolean> mixingEngine() {
        return here.attribute("mixingEngine", Form.YES_NO);
    }

    /** {@code fixedSettings}, yes or no. */
    public TextValue<Boolean> fixedSettings() {
        return here.attribute("fixedSettings", Form.YES_NO);
    }

    /** {@code voices}, 0 to 4,294,967,295. */
    public NumberValue voices() {
        return here.number("voices", Numbers.likeC(0, Numbers.UINT));
    }

    /** In microseconds. */
    public NumberValue bufferLength() {
        return here.number("bufferLength", Numbers.likeC(0, Numbers.UINT));
    }

    /** {@code dev}. */
    public TextValue<String> dev() {
        return here.attribute("dev", Form.TEXT);
    }

    /** {@code bufferCount}, 0 to 4,294,967,295. */
    public NumberValue bufferCount() {
        return here.number("bufferCount", Numbers.likeC(0, Numbers.UINT));
    }

    /** {@code serverName}. */
    public TextValue<String> serverName() {
        return here.attribute("serverName", Form.TEXT);
    }

    /** {@code clientName}. */
    public TextValue<String> clientName() {
        return here.attribute("clientName", Form.TEXT);
    }

    /** {@code connectPorts}. */
    public TextValue<String> connectPorts() {
        return here.attribute("connectPorts", Form.TEXT);
    }

    /** {@code exactName}, yes or no. */
    public TextValue<Boolean> exactName() {
        return here.attribute("exactName", Form.YES_NO);
    }

    /** {@code tryPoll}, yes or no. */
    public TextValue<Boolean> tryPoll() {
        return here.attribute("tryPoll", Form.YES_NO);
    }

    /** {@code name}. */
    public TextValue<String> name() {
        return here.attribute("name", Form.TEXT);
    }

    /** {@code streamName}. */
    public TextValue<String> streamName() {
        return here.attribute("streamName", Form.TEXT);
    }

    /** In microseconds. */
    public NumberValue latency() {
        return here.number("latency", Numbers.likeC(0, Numbers.UINT));
    }

    /** The format of sound. */
    public AudioSettingsElement settings() {
        return new AudioSettingsElement(here.child("settings"));
    }
}
