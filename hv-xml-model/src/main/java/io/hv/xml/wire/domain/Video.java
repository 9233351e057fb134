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

/** {@code <video>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "video")
public final class Video extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Video.Driver.class),
        @XmlElementRef(type = Video.Model.class),
        @XmlElementRef(type = Alias.class),
        @XmlElementRef(type = Acpi.class),
        @XmlElementRef(type = Address.class),
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

        @XmlAttribute(name = "iommu")
        public @Nullable String iommu;

        @XmlAttribute(name = "ats")
        public @Nullable String ats;

        @XmlAttribute(name = "packed")
        public @Nullable String packed;

        @XmlAttribute(name = "page_per_vq")
        public @Nullable String pagePerVq;

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "vgaconf")
        public @Nullable String vgaconf;
    }

    /** {@code <model>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "model")
    public static final class Model extends WireElement {

        @XmlAttribute(name = "type")
        public @Nullable String type;

        @XmlAttribute(name = "ram")
        public @Nullable String ram;

        @XmlAttribute(name = "vgamem")
        public @Nullable String vgamem;

        @XmlAttribute(name = "vram64")
        public @Nullable String vram64;

        @XmlAttribute(name = "vram")
        public @Nullable String vram;

        @XmlAttribute(name = "heads")
        public @Nullable String heads;

        @XmlAttribute(name = "primary")
        public @Nullable String primary;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Video.Model.Acceleration.class),
            @XmlElementRef(type = Video.Model.Resolution.class),
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

        /** {@code <acceleration>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "acceleration")
        public static final class Acceleration extends WireLeaf {

            @XmlAttribute(name = "accel3d")
            public @Nullable String accel3d;

            @XmlAttribute(name = "accel2d")
            public @Nullable String accel2d;

            @XmlAttribute(name = "rendernode")
            public @Nullable String rendernode;
        }

        /** {@code <resolution>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "resolution")
        public static final class Resolution extends WireLeaf {

            @XmlAttribute(name = "x")
            public @Nullable String x;

            @XmlAttribute(name = "y")
            public @Nullable String y;
        }
    }
}
