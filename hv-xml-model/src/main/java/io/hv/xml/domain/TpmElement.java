package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** A trusted platform module. Not thread-safe. */
public final class TpmElement extends AliasedElement {

    /** The words of {@link #model}. */
    public enum Model implements Word {
        TPM_TIS,
        TPM_CRB,
        TPM_SPAPR,
        SPAPR_TPM_PROXY
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <tpm>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static TpmElement of(XmlDocument document) {
        return new TpmElement(Roots.of(document, io.hv.xml.wire.domain.Tpm.class));
    }

    TpmElement(Place here) {
        super(here);
    }

    /** {@code model}, a {@link Model}. */
    public TextValue<Model> model() {
        return here.attribute("model", Form.words(Model.class));
    }

    /** What is behind a TPM. */
    public TpmBackendElement backend() {
        return new TpmBackendElement(here.child("backend"));
    }
}
