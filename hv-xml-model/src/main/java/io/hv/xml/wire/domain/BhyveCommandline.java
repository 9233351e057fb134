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

/** {@code <commandline>} of http://libvirt.org/schemas/domain/bhyve/1.0. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "commandline", namespace = "http://libvirt.org/schemas/domain/bhyve/1.0")
public final class BhyveCommandline extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = BhyveCommandline.BhyveArg.class),
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

    /** {@code <arg>} of http://libvirt.org/schemas/domain/bhyve/1.0. */
    @XmlType(name = "")
    @XmlRootElement(name = "arg", namespace = "http://libvirt.org/schemas/domain/bhyve/1.0")
    public static final class BhyveArg extends WireLeaf {

        @XmlAttribute(name = "value")
        public @Nullable String value;
    }
}
