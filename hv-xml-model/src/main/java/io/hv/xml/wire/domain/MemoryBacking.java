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

/** {@code <memoryBacking>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "memoryBacking")
public final class MemoryBacking extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = MemoryBacking.Hugepages.class),
        @XmlElementRef(type = MemoryBacking.Nosharepages.class),
        @XmlElementRef(type = MemoryBacking.Locked.class),
        @XmlElementRef(type = MemoryBacking.Source.class),
        @XmlElementRef(type = MemoryBacking.Access.class),
        @XmlElementRef(type = MemoryBacking.Allocation.class),
        @XmlElementRef(type = MemoryBacking.Discard.class),
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

    /** {@code <hugepages>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "hugepages")
    public static final class Hugepages extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = MemoryBacking.Hugepages.Page.class),
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

        /** {@code <page>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "page")
        public static final class Page extends WireLeaf {

            @XmlAttribute(name = "size")
            public @Nullable String size;

            @XmlAttribute(name = "unit")
            public @Nullable String unit;

            @XmlAttribute(name = "nodeset")
            public @Nullable String nodeset;
        }
    }

    /** {@code <nosharepages>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "nosharepages")
    public static final class Nosharepages extends WireLeaf {
    }

    /** {@code <locked>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "locked")
    public static final class Locked extends WireLeaf {
    }

    /** {@code <source>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "source")
    public static final class Source extends WireLeaf {

        @XmlAttribute(name = "type")
        public @Nullable String type;
    }

    /** {@code <access>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "access")
    public static final class Access extends WireLeaf {

        @XmlAttribute(name = "mode")
        public @Nullable String mode;
    }

    /** {@code <allocation>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "allocation")
    public static final class Allocation extends WireLeaf {

        @XmlAttribute(name = "mode")
        public @Nullable String mode;

        @XmlAttribute(name = "threads")
        public @Nullable String threads;
    }

    /** {@code <discard>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "discard")
    public static final class Discard extends WireLeaf {
    }
}
