package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** IpFamily */
public enum IpFamily implements Word {
    IPV4,
    IPV6
}
