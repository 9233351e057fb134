package io.hv.sketch;

import io.hv.SpecFault;
import java.util.Collection;

/** What a domain can be defined from: a neutral spec, or a format that says more, such as libvirt's XML. Immutable. */
public interface Definition {

    /** The same without the parts that these faults name. */
    Definition without(Collection<SpecFault> faults);
}
