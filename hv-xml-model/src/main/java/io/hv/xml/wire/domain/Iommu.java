// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <iommu>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "iommu")
public final class Iommu extends WireElement {

    @XmlAttribute(name = "model")
    public @Nullable String model;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Iommu.Driver.class),
        @XmlElementRef(type = Acpi.class),
        @XmlElementRef(type = Address.class),
        @XmlElementRef(type = Alias.class),
        @XmlElementRef(type = Unknown.class),
    })
    private @Nullable List<Object> content;

    @Override
    protected @Nullable List<Object> content() {
        return content;
    }

    @Override
    protected void content(List<Object> content) {
        this.content = content;
    }

    /** {@code <driver>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "driver")
    public static final class Driver extends WireLeaf {

        @XmlAttribute(name = "intremap")
        public @Nullable String intremap;

        @XmlAttribute(name = "caching_mode")
        public @Nullable String cachingMode;

        @XmlAttribute(name = "eim")
        public @Nullable String eim;

        @XmlAttribute(name = "iotlb")
        public @Nullable String iotlb;

        @XmlAttribute(name = "aw_bits")
        public @Nullable String awBits;
    }
}
