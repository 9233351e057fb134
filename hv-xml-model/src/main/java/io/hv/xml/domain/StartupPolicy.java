package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** StartupPolicy */
public enum StartupPolicy implements Word {
    MANDATORY,
    REQUISITE,
    OPTIONAL
}
