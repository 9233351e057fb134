// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domaincaps;

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

/** {@code <sgx>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "sgx")
public final class Sgx extends WireElement {

    @XmlAttribute(name = "supported")
    public @Nullable String supported;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Sgx.Flc.class),
        @XmlElementRef(type = Sgx.Sgx1.class),
        @XmlElementRef(type = Sgx.Sgx2.class),
        @XmlElementRef(type = Sgx.SectionSize.class),
        @XmlElementRef(type = Sgx.Sections.class),
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

    /** {@code <flc>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "flc")
    public static final class Flc extends WireLeaf {
    }

    /** {@code <sgx1>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sgx1")
    public static final class Sgx1 extends WireLeaf {
    }

    /** {@code <sgx2>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sgx2")
    public static final class Sgx2 extends WireLeaf {
    }

    /** {@code <section_size>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "section_size")
    public static final class SectionSize extends WireLeaf {

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }

    /** {@code <sections>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "sections")
    public static final class Sections extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Sgx.Sections.Section.class),
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

        /** {@code <section>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "section")
        public static final class Section extends WireLeaf {

            @XmlAttribute(name = "node")
            public @Nullable String node;

            @XmlAttribute(name = "size")
            public @Nullable String size;

            @XmlAttribute(name = "unit")
            public @Nullable String unit;
        }
    }
}
