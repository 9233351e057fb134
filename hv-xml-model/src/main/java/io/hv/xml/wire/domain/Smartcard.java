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

/** {@code <smartcard>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "smartcard")
public final class Smartcard extends WireElement {

    @XmlAttribute(name = "mode")
    public @Nullable String mode;

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Certificate.class),
        @XmlElementRef(type = Smartcard.Database.class),
        @XmlElementRef(type = QemucdevSrcDefSource.class),
        @XmlElementRef(type = Protocol.class),
        @XmlElementRef(type = Log.class),
        @XmlElementRef(type = QemucdevTgtDefTarget.class),
        @XmlElementRef(type = Acpi.class),
        @XmlElementRef(type = Address.class),
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

    /** {@code <database>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "database")
    public static final class Database extends WireLeaf {
    }
}
