// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.secret;

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

/** {@code <secret>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "secret")
public final class Secret extends WireElement {

    @XmlAttribute(name = "ephemeral")
    public @Nullable String ephemeral;

    @XmlAttribute(name = "private")
    public @Nullable String private_;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Secret.Uuid.class),
        @XmlElementRef(type = Secret.Description.class),
        @XmlElementRef(type = Secret.Usage.class),
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

    /** {@code <uuid>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "uuid")
    public static final class Uuid extends WireLeaf {
    }

    /** {@code <description>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "description")
    public static final class Description extends WireLeaf {
    }

    /** {@code <usage>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "usage")
    public static final class Usage extends WireElement {

        @XmlAttribute(name = "type")
        public @Nullable String type;

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Volume.class),
            @XmlElementRef(type = Name.class),
            @XmlElementRef(type = Target.class),
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
