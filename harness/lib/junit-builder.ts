// The builder of JUnit reports.
import junit, {type Builder} from 'junit-report-builder';

/** The package is CommonJS and exports the builder itself; its types speak of a default export. */
export const junitBuilder = junit as unknown as Builder;
