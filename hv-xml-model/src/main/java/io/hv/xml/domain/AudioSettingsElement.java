package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** The format of sound. Not thread-safe. */
public final class AudioSettingsElement extends Element {

    /** The words of {@link #format}. */
    public enum Format implements Word {
        S8,
        U8,
        S16,
        U16,
        S32,
        U32,
        F32
    }

    AudioSettingsElement(Place here) {
        super(here);
    }

    /** In hertz. */
    public NumberValue frequency() {
        return here.number("frequency", Numbers.likeC(0, Numbers.UINT));
    }

    /** {@code channels}, 0 to 4,294,967,295. */
    public NumberValue channels() {
        return here.number("channels", Numbers.likeC(0, Numbers.UINT));
    }

    /** {@code format}, a {@link Format}. */
    public TextValue<Format> format() {
        return here.attribute("format", Form.words(Format.class));
    }
}
