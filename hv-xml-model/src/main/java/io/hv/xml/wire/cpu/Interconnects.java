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

/** {@code <interconnects>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "interconnects")
public final class Interconnects extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Interconnects.Latency.class),
        @XmlElementRef(type = Interconnects.Bandwidth.class),
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

    /** {@code <latency>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "latency")
    public static final class Latency extends WireLeaf {

        @XmlAttribute(name = "initiator")
        public @Nullable String initiator;

        @XmlAttribute(name = "target")
        public @Nullable String target;

        @XmlAttribute(name = "cache")
        public @Nullable String cache;

        @XmlAttribute(name = "type")
        public @Nullable String type;

        @XmlAttribute(name = "value")
        public @Nullable String value;
    }

    /** {@code <bandwidth>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "bandwidth")
    public static final class Bandwidth extends WireLeaf {

        @XmlAttribute(name = "initiator")
        public @Nullable String initiator;

        @XmlAttribute(name = "target")
        public @Nullable String target;

        @XmlAttribute(name = "cache")
        public @Nullable String cache;

        @XmlAttribute(name = "type")
        public @Nullable String type;

        @XmlAttribute(name = "value")
        public @Nullable String value;

        @XmlAttribute(name = "unit")
        public @Nullable String unit;
    }
}
