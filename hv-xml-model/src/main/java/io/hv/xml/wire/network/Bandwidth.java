// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.network;

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

/** {@code <bandwidth>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "bandwidth")
public final class Bandwidth extends WireElement {

    @XmlAttribute(name = "classID")
    public @Nullable String classID;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Bandwidth.Inbound.class),
        @XmlElementRef(type = Bandwidth.Outbound.class),
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

    /** {@code <inbound>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "inbound")
    public static final class Inbound extends WireLeaf {

        @XmlAttribute(name = "average")
        public @Nullable String average;

        @XmlAttribute(name = "peak")
        public @Nullable String peak;

        @XmlAttribute(name = "floor")
        public @Nullable String floor;

        @XmlAttribute(name = "burst")
        public @Nullable String burst;
    }

    /** {@code <outbound>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "outbound")
    public static final class Outbound extends WireLeaf {

        @XmlAttribute(name = "average")
        public @Nullable String average;

        @XmlAttribute(name = "peak")
        public @Nullable String peak;

        @XmlAttribute(name = "floor")
        public @Nullable String floor;

        @XmlAttribute(name = "burst")
        public @Nullable String burst;
    }
}
