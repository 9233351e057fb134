// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.storagepool;

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

/** {@code <config_opts>} of http://libvirt.org/schemas/storagepool/rbd/1.0. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "config_opts", namespace = "http://libvirt.org/schemas/storagepool/rbd/1.0")
public final class RbdConfigOpts extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = RbdConfigOpts.RbdOption.class),
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

    /** {@code <option>} of http://libvirt.org/schemas/storagepool/rbd/1.0. */
    @XmlType(name = "")
    @XmlRootElement(name = "option", namespace = "http://libvirt.org/schemas/storagepool/rbd/1.0")
    public static final class RbdOption extends WireLeaf {

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "value")
        public @Nullable String value;
    }
}
