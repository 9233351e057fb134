package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** SpiceWanCompression */
public enum SpiceWanCompression implements Word {
    AUTO,
    NEVER,
    ALWAYS
}
