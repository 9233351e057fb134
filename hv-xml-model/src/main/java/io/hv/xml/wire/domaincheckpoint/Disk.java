// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domaincheckpoint;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <disk>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "disk")
public final class Disk extends WireLeaf {

    @XmlAttribute(name = "name")
    public @Nullable String name;

    @XmlAttribute(name = "checkpoint")
    public @Nullable String checkpoint;

    @XmlAttribute(name = "bitmap")
    public @Nullable String bitmap;

    @XmlAttribute(name = "size")
    public @Nullable String size;
}
