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

/** {@code <portForward>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "portForward")
public final class PortForward extends WireElement {

    @XmlAttribute(name = "proto")
    public @Nullable String proto;

    @XmlAttribute(name = "address")
    public @Nullable String address;

    @XmlAttribute(name = "dev")
    public @Nullable String dev;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = PortForward.Range.class),
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

    /** {@code <range>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "range")
    public static final class Range extends WireLeaf {

        @XmlAttribute(name = "start")
        public @Nullable String start;

        @XmlAttribute(name = "end")
        public @Nullable String end;

        @XmlAttribute(name = "to")
        public @Nullable String to;

        @XmlAttribute(name = "exclude")
        public @Nullable String exclude;
    }
}
