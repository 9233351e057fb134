package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** VirtioModel */
public enum VirtioModel implements Word {
    VIRTIO,
    VIRTIO_TRANSITIONAL,
    VIRTIO_NON_TRANSITIONAL
}
