package io.hv.sketch;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A test class that uses machines. Where none can run, its tests are disabled, with the reason. */
@Retention(RetentionPolicy.RUNTIME)
public @interface HvTest {}
