package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** StorageType */
public enum StorageType implements Word {
    FILE,
    BLOCK,
    DIR,
    NETWORK,
    VOLUME,
    NVME,
    VHOSTUSER
}
