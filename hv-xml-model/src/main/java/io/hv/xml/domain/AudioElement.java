package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** Where sound goes on the host. Not thread-safe. */
public final class AudioElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        NONE,
        DBUS,
        ALSA,
        COREAUDIO,
        JACK,
        OSS,
        PULSEAUDIO,
        SDL,
        SPICE,
        FILE
    }

    /** The words of {@link #driver}. */
    public enum Driver implements Word {
        ESD,
        ALSA,
        ARTS,
        PULSEAUDIO
    }

    /**
     * The root of a document.
     *
     * @param document an {@code <audio>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static AudioElement of(XmlDocument document) {
        return new AudioElement(Roots.of(document, io.hv.xml.wire.domain.Audio.class));
    }

    AudioElement(Place here) {
        super(here);
    }

    /** {@code id}, 0 to 255. */
    public NumberValue id() {
        return here.number("id", Numbers.likeC(0, 255));
    }

    /** {@code timerPeriod}, 0 to 4,294,967,295. */
    public NumberValue timerPeriod() {
        return here.number("timerPeriod", Numbers.likeC(0, Numbers.UINT));
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code tryMMap}, yes or no. */
    public TextValue<Boolean> tryMMap() {
        return here.attribute("tryMMap", Form.YES_NO);
    }

    /** {@code exclusive}, yes or no. */
    public TextValue<Boolean> exclusive() {
        return here.attribute("exclusive", Form.YES_NO);
    }

    /** {@code dspPolicy}, a whole number. */
    public NumberValue dspPolicy() {
        return here.number("dspPolicy", Numbers.decimal(Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    /** {@code serverName}. */
    public TextValue<String> serverName() {
        return here.attribute("serverName", Form.TEXT);
    }

    /** How it is run. */
    public TextValue<Driver> driver() {
        return here.attribute("driver", Form.words(Driver.class));
    }

    /** {@code path}, a path on the host. */
    public TextValue<HostPath> path() {
        return here.attribute("path", Form.PATH);
    }

    /** How sound goes in, or out. */
    public AudioStreamElement input() {
        return new AudioStreamElement(here.child("input"));
    }

    /** How sound goes in, or out. */
    public AudioStreamElement output() {
        return new AudioStreamElement(here.child("output"));
    }
}
