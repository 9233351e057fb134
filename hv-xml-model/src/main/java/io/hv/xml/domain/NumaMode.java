package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** NumaMode */
public enum NumaMode implements Word {
    STRICT,
    PREFERRED,
    INTERLEAVE,
    RESTRICTIVE
}
