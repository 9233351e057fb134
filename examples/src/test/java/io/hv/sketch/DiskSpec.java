package io.hv.sketch;

import io.hv.HostPath;

/** A disk of a spec: virtio where nothing else is said. */
public interface DiskSpec {

    /** A disk with the content of an image on the host. */
    static DiskSpec image(HostPath file) {
        return Later.value();
    }

    /** What the guest writes is gone with the machine; the image is never changed. */
    DiskSpec throwaway();
}
