// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.cpu;

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

/** {@code <cache>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "cache")
public final class Cache extends WireElement {

    @XmlAttribute(name = "level")
    public @Nullable String level;

    @XmlAttribute(name = "associativity")
    public @Nullable String associativity;

    @XmlAttribute(name = "policy")
    public @Nullable String policy;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Cache.Size.class),
        @XmlElementRef(type = Cache.Line.class),
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

        @XmlAttribute(name = "value")
        public @Nullable String value;

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }

    /** {@code <line>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "line")
    public static final class Line extends WireLeaf {

        @XmlAttribute(name = "value")
        public @Nullable String value;

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }
}
