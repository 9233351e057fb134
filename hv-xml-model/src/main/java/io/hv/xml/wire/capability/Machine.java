// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.capability;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <machine>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "machine")
public final class Machine extends WireLeaf {

    @XmlAttribute(name = "canonical")
    public @Nullable String canonical;

    @XmlAttribute(name = "maxCpus")
    public @Nullable String maxCpus;

    @XmlAttribute(name = "deprecated")
    public @Nullable String deprecated;
}
