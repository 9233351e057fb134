// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.nodedev;

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

/** {@code <device>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "device")
public final class Device extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Device.Name.class),
        @XmlElementRef(type = Device.Path.class),
        @XmlElementRef(type = Device.Devnode.class),
        @XmlElementRef(type = Parent.class),
        @XmlElementRef(type = Device.Driver.class),
        @XmlElementRef(type = Capability.class),
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

    /** {@code <name>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "name")
    public static final class Name extends WireLeaf {
    }

    /** {@code <path>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "path")
    public static final class Path extends WireLeaf {
    }

    /** {@code <devnode>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "devnode")
    public static final class Devnode extends WireLeaf {

        @XmlAttribute(name = "type")
        public @Nullable String type;
    }

    /** {@code <driver>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "driver")
    public static final class Driver extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Device.Driver.Name.class),
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

        /** {@code <name>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "name")
        public static final class Name extends WireLeaf {
        }
    }
}
