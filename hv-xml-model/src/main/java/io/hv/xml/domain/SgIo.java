package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** SgIo */
public enum SgIo implements Word {
    FILTERED,
    UNFILTERED
}
