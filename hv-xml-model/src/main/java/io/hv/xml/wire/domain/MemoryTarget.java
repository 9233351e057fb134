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

/** {@code <target>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "target")
public final class MemoryTarget extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = MemoryTarget.Size.class),
        @XmlElementRef(type = MemoryTarget.Node.class),
        @XmlElementRef(type = MemoryTarget.Block.class),
        @XmlElementRef(type = MemoryTarget.Requested.class),
        @XmlElementRef(type = MemoryTarget.Current.class),
        @XmlElementRef(type = MemoryTarget.Label.class),
        @XmlElementRef(type = MemoryTarget.Readonly.class),
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

    /** {@code <size>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "size")
    public static final class Size extends WireLeaf {

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }

    /** {@code <node>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "node")
    public static final class Node extends WireLeaf {
    }

    /** {@code <block>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "block")
    public static final class Block extends WireLeaf {

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }

    /** {@code <requested>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "requested")
    public static final class Requested extends WireLeaf {

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }

    /** {@code <current>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "current")
    public static final class Current extends WireLeaf {

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }

    /** {@code <label>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "label")
    public static final class Label extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = MemoryTarget.Label.Size.class),
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

        /** {@code <size>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "size")
        public static final class Size extends WireLeaf {

            @XmlAttribute(name = "unit")
            public @Nullable String unit;
        }
    }

    /** {@code <readonly>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "readonly")
    public static final class Readonly extends WireLeaf {
    }
}
