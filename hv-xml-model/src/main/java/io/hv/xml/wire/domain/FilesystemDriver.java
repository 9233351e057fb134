// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <driver>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "driver")
public final class FilesystemDriver extends WireLeaf {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "format")
    public @Nullable String format;

    @XmlAttribute(name = "wrpolicy")
    public @Nullable String wrpolicy;

    @XmlAttribute(name = "iommu")
    public @Nullable String iommu;

    @XmlAttribute(name = "ats")
    public @Nullable String ats;

    @XmlAttribute(name = "packed")
    public @Nullable String packed;

    @XmlAttribute(name = "page_per_vq")
    public @Nullable String pagePerVq;

    @XmlAttribute(name = "queue")
    public @Nullable String queue;
}
