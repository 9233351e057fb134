package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** ImageFormat */
public enum ImageFormat implements Word {
    RAW,
    DIR,
    BOCHS,
    CLOOP,
    DMG,
    ISO,
    VPC,
    VDI,
    FAT,
    VHD,
    PLOOP,
    LUKS,
    COW,
    QCOW,
    QCOW2,
    QED,
    VMDK
}
