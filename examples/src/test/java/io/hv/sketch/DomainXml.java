package io.hv.sketch;

import io.hv.SpecFault;
import java.nio.file.Path;
import java.util.Collection;

/** A domain in libvirt's XML, whole: what hv has no words for is kept as it was written. Immutable. */
public interface DomainXml extends Definition {

    /** Reads a file. */
    static DomainXml read(Path file) {
        return Later.value();
    }

    @Override
    DomainXml without(Collection<SpecFault> faults);
}
