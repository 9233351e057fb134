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

/** {@code <commandline>} of http://libvirt.org/schemas/domain/qemu/1.0. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "commandline", namespace = "http://libvirt.org/schemas/domain/qemu/1.0")
public final class QemuCommandline extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = QemuCommandline.QemuArg.class),
        @XmlElementRef(type = QemuCommandline.QemuEnv.class),
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

    /** {@code <arg>} of http://libvirt.org/schemas/domain/qemu/1.0. */
    @XmlType(name = "")
    @XmlRootElement(name = "arg", namespace = "http://libvirt.org/schemas/domain/qemu/1.0")
    public static final class QemuArg extends WireLeaf {

        @XmlAttribute(name = "value")
        public @Nullable String value;
    }

    /** {@code <env>} of http://libvirt.org/schemas/domain/qemu/1.0. */
    @XmlType(name = "")
    @XmlRootElement(name = "env", namespace = "http://libvirt.org/schemas/domain/qemu/1.0")
    public static final class QemuEnv extends WireLeaf {

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "value")
        public @Nullable String value;
    }
}
