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

/** {@code <namespace>} of http://libvirt.org/schemas/domain/lxc/1.0. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "namespace", namespace = "http://libvirt.org/schemas/domain/lxc/1.0")
public final class LxcNamespace extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = LxcNamespace.LxcSharenet.class),
        @XmlElementRef(type = LxcNamespace.LxcShareipc.class),
        @XmlElementRef(type = LxcNamespace.LxcShareuts.class),
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

    /** {@code <sharenet>} of http://libvirt.org/schemas/domain/lxc/1.0. */
    @XmlType(name = "")
    @XmlRootElement(name = "sharenet", namespace = "http://libvirt.org/schemas/domain/lxc/1.0")
    public static final class LxcSharenet extends WireLeaf {

        @XmlAttribute(name = "type")
        public @Nullable String type;

        @XmlAttribute(name = "value")
        public @Nullable String value;
    }

    /** {@code <shareipc>} of http://libvirt.org/schemas/domain/lxc/1.0. */
    @XmlType(name = "")
    @XmlRootElement(name = "shareipc", namespace = "http://libvirt.org/schemas/domain/lxc/1.0")
    public static final class LxcShareipc extends WireLeaf {

        @XmlAttribute(name = "type")
        public @Nullable String type;

        @XmlAttribute(name = "value")
        public @Nullable String value;
    }

    /** {@code <shareuts>} of http://libvirt.org/schemas/domain/lxc/1.0. */
    @XmlType(name = "")
    @XmlRootElement(name = "shareuts", namespace = "http://libvirt.org/schemas/domain/lxc/1.0")
    public static final class LxcShareuts extends WireLeaf {

        @XmlAttribute(name = "type")
        public @Nullable String type;

        @XmlAttribute(name = "value")
        public @Nullable String value;
    }
}
