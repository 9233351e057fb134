// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <usbdev>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "usbdev")
public final class Usbdev extends WireLeaf {

    @XmlAttribute(name = "allow")
    public @Nullable String allow;

    @XmlAttribute(name = "class")
    public @Nullable String class_;

    @XmlAttribute(name = "vendor")
    public @Nullable String vendor;

    @XmlAttribute(name = "product")
    public @Nullable String product;

    @XmlAttribute(name = "version")
    public @Nullable String version;
}
