#!/usr/bin/env node
// The installed command: teaches Node to load TypeScript, then hands over to cli.ts.
import {register} from 'tsx/esm/api';

register();
await import('./cli.ts');
