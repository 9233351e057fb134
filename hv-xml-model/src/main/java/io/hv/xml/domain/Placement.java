package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** Placement */
public enum Placement implements Word {
    STATIC,
    AUTO
}
