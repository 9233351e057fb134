// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.nodedev;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <hardware>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "hardware")
public final class Hardware extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Hardware.Vendor.class),
        @XmlElementRef(type = Hardware.Version.class),
        @XmlElementRef(type = Hardware.Serial.class),
        @XmlElementRef(type = Hardware.Uuid.class),
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

    /** {@code <vendor>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "vendor")
    public static final class Vendor extends WireLeaf {
    }

    /** {@code <version>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "version")
    public static final class Version extends WireLeaf {
    }

    /** {@code <serial>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "serial")
    public static final class Serial extends WireLeaf {
    }

    /** {@code <uuid>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "uuid")
    public static final class Uuid extends WireLeaf {
    }
}
