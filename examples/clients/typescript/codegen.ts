import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  // Or the address of a running server, such as http://127.0.0.1:8080/graphql.
  schema: process.env.POLYGRAPH_SCHEMA ?? '../../../schema/snapshot.graphql',
  documents: 'src/**/*.ts',
  importExtension: '.js', // Node's own modules want it
  generates: {
    'src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string', // queries stay text, so the app needs no GraphQL library when it runs
        strictScalars: true, // a scalar that is not named here is an error, not any
        scalars: {
          Date: 'string', // 2025, 2019-01 or 2018-03-05
          Duration: 'string', // P5Y
          DateTime: 'string', // 2026-11-29T13:40:11Z
        },
        useTypeImports: true,
      },
    },
  },
};

export default config;
