package io.hv.sketch;

import java.nio.file.Path;

/** A machine packed by another product: OVA, OVF, VMX, a libvirt guest, a Vagrant box. It is never changed. */
public interface Appliance extends AutoCloseable {

    /** Opens it, of whatever format it is. */
    static Appliance open(Path file) {
        return Later.value();
    }

    /** What bringing it to that host would do. Nothing has been done yet. */
    ConversionPlan plan(Host host);

    @Override
    void close();
}
