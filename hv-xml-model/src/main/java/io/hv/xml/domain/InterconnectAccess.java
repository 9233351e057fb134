package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** InterconnectAccess */
public enum InterconnectAccess implements Word {
    ACCESS,
    READ,
    WRITE
}
