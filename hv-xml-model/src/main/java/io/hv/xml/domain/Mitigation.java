package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** Mitigation */
public enum Mitigation implements Word {
    BROKEN,
    WORKAROUND,
    FIXED
}
