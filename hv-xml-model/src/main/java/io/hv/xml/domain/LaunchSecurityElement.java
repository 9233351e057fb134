package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** How the guest's memory is kept from the host. Not thread-safe. */
public final class LaunchSecurityElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        SEV,
        S390_PV
    }

    LaunchSecurityElement(Place here) {
        super(here);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code kernelHashes}, yes or no. */
    public TextValue<Boolean> kernelHashes() {
        return here.attribute("kernelHashes", Form.YES_NO);
    }

    /** {@code <cbitpos>}, 0 to 4,294,967,295. */
    public NumberValue cbitpos() {
        return here.child("cbitpos").onlyNumberText(Numbers.decimal(0, Numbers.UINT));
    }

    /** {@code <reducedPhysBits>}, 0 to 4,294,967,295. */
    public NumberValue reducedPhysBits() {
        return here.child("reducedPhysBits").onlyNumberText(Numbers.decimal(0, Numbers.UINT));
    }

    /** Of SEV: its policy, written in hexadecimal. */
    public NumberValue policy() {
        return here.child("policy").onlyNumberText(Numbers.hex(4, Numbers.ANY));
    }

    /** {@code <handle>}, 0 to 4,294,967,295. */
    public NumberValue handle() {
        return here.child("handle").onlyNumberText(Numbers.decimal(0, Numbers.UINT));
    }

    /** Of SEV: the owner's certificate, in Base64. */
    public TextValue<String> dhCertificate() {
        return here.child("dhCert").onlyText(Form.TEXT);
    }

    /** Of SEV: the session's data, in Base64. */
    public TextValue<String> session() {
        return here.child("session").onlyText(Form.TEXT);
    }
}
