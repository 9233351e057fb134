package io.hv.sketch;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A parameter that gets a fork of the golden machine, for this test alone. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Fresh {}
