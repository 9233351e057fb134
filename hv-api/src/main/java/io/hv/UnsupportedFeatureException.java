package io.hv;

/** The host or the domain cannot do that. Thrown before anything has been done. */
public final class UnsupportedFeatureException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    private final transient Feature feature;

    /** With the feature that is missing, and what {@link Host#supports} says of it. */
    public UnsupportedFeatureException(String subject, Feature feature, Support support) {
        super(subject + " does not support " + feature + ": " + support.reason(), support.remedy(), null);
        this.feature = feature;
    }

    /** What is not supported. */
    public Feature feature() {
        return feature;
    }
}
