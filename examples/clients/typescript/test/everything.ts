// All types of the schema, and the operations of examples/: more than an app would
// generate, to see that nothing in the schema makes trouble.
import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: process.env.POLYGRAPH_SCHEMA,
  documents: '../../*.graphql',
  config: { strictScalars: true, scalars: { Date: 'string', Duration: 'string', DateTime: 'string' } },
  generates: {
    'dist/schema.ts': { plugins: ['typescript'] },
    'dist/operations.ts': { plugins: ['typescript-operations'] },
  },
};

export default config;
