package io.hv.testkit.junit;

/** A fork cannot have network cards of its own; its original, booted once more, can. */
final class NoFreshCardsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** For that reason. */
    NoFreshCardsException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
