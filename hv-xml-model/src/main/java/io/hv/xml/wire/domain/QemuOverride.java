// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <override>} of http://libvirt.org/schemas/domain/qemu/1.0. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "override", namespace = "http://libvirt.org/schemas/domain/qemu/1.0")
public final class QemuOverride extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = QemuOverride.QemuDevice.class),
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

    /** {@code <device>} of http://libvirt.org/schemas/domain/qemu/1.0. */
    @XmlType(name = "")
    @XmlRootElement(name = "device", namespace = "http://libvirt.org/schemas/domain/qemu/1.0")
    public static final class QemuDevice extends WireElement {

        @XmlAttribute(name = "alias")
        public @Nullable String alias;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = QemuOverride.QemuDevice.QemuFrontend.class),
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

        /** {@code <frontend>} of http://libvirt.org/schemas/domain/qemu/1.0. */
        @XmlType(name = "")
        @XmlRootElement(name = "frontend", namespace = "http://libvirt.org/schemas/domain/qemu/1.0")
        public static final class QemuFrontend extends WireElement {

            @XmlMixed
            @XmlElementRefs({
                @XmlElementRef(type = QemuProperty.class),
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
        }
    }
}
