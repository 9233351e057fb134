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

/** {@code <capabilities>} of http://libvirt.org/schemas/domain/qemu/1.0. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "capabilities", namespace = "http://libvirt.org/schemas/domain/qemu/1.0")
public final class QemuCapabilities extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = QemuCapabilities.QemuAdd.class),
        @XmlElementRef(type = QemuCapabilities.QemuDel.class),
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

    /** {@code <add>} of http://libvirt.org/schemas/domain/qemu/1.0. */
    @XmlType(name = "")
    @XmlRootElement(name = "add", namespace = "http://libvirt.org/schemas/domain/qemu/1.0")
    public static final class QemuAdd extends WireLeaf {

        @XmlAttribute(name = "capability")
        public @Nullable String capability;
    }

    /** {@code <del>} of http://libvirt.org/schemas/domain/qemu/1.0. */
    @XmlType(name = "")
    @XmlRootElement(name = "del", namespace = "http://libvirt.org/schemas/domain/qemu/1.0")
    public static final class QemuDel extends WireLeaf {

        @XmlAttribute(name = "capability")
        public @Nullable String capability;
    }
}
