// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.cpu;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <model>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "model")
public final class Model extends WireLeaf {

    @XmlAttribute(name = "fallback")
    public @Nullable String fallback;

    @XmlAttribute(name = "vendor_id")
    public @Nullable String vendorId;

    @XmlAttribute(name = "usable")
    public @Nullable String usable;

    @XmlAttribute(name = "deprecated")
    public @Nullable String deprecated;

    @XmlAttribute(name = "vendor")
    public @Nullable String vendor;
}
