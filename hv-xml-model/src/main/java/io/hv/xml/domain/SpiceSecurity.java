package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** SpiceSecurity */
public enum SpiceSecurity implements Word {
    ANY,
    SECURE,
    INSECURE
}
